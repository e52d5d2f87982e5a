"""Names found as people type them."""

from __future__ import annotations

import time

import pytest

from scheduler.domain.pinyin import ALSO_READ, named, readings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("张建国", ""),
        ("张建国", "建国"),
        ("张建国", "zhangjianguo"),
        ("张建国", "Zhang Jian Guo"),
        ("张建国", "zjg"),
        ("张建国", "jg"),
        ("张建国", "zhjg"),
        ("张建国", "zhangjg"),
        ("张建国", "张jg"),
        ("单小明", "shanxiaoming"),
        ("单小明", "sxm"),
        ("单小明", "danxm"),
        ("尉迟敬德", "yuchi"),
        ("曾乐", "zengyue"),
        ("曾乐", "cl"),
        ("區美玲", "oumeiling"),
        ("吕青", "lvqing"),
        ("吕青", "lüqing"),
        ("西安", "xian"),
        ("Li Lei", "lil"),
        ("D10先锋队", "d10xf"),
        ("社工五十七", "sgwsq"),
        ("<b>丙</b>", "</B>"),
    ],
)
def test_a_name_is_found_by_characters_by_pinyin_and_by_first_letters(name: str, text: str) -> None:
    assert named(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [("张建国", "zg"), ("张建国", "ang"), ("张建国", "zhangjianguoa"), ("张建国", "李"), ("张建国", "zjgx"), ("", "z")],
)
def test_letters_skip_no_character_and_begin_with_the_first_of_one(name: str, text: str) -> None:
    assert not named(text, name)


def test_a_character_is_itself_or_each_of_its_readings() -> None:
    assert [readings(one) for one in "张单a"] == [("张", "zhang"), ("单", "dan", "shan", "chan"), ("a",)]


def test_the_table_of_names_says_nothing_that_the_dictionary_knows() -> None:
    assert {one: read for one, read in ALSO_READ.items() if readings(one)[1] in read or len(one) > 1} == {}


def test_four_thousand_names_are_looked_through_while_one_types() -> None:
    names = [f"{one}{two}{three}" for one in "张王李赵单曾解区" for two in "建国志明" * 6 for three in "平安喜乐" * 6]
    assert len(names) > 4000
    named("zs", names[0])
    began = time.process_time()
    assert sum(named("zjp", name) for name in names) == 108
    assert time.process_time() - began < 0.3
