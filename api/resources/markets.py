"""Markets and their days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.auth import actor, now
from api.database import session
from api.resource import Resource
from api.schemas.town import MarketDaySchema, MarketRuleSchema, MarketSchema, NewMarketSchema
from scheduler.models import Market
from scheduler.services.register import markets
from scheduler.services.register.markets import MarketDay

blueprint = Resource("markets", "markets", "Markets")


@blueprint.get("")
@blueprint.response(200, MarketSchema(many=True))
def list_markets() -> Sequence[Market]:
    """All markets."""
    return markets.list_markets(session(), actor())


@blueprint.put("")
@blueprint.arguments(NewMarketSchema)
@blueprint.response(200, MarketSchema)
def set_market(body: dict[str, Any]) -> Market:
    """Say on which days a place holds its market."""
    return markets.set_market(session(), actor(), **body, now=now())


@blueprint.get("/preview")
@blueprint.arguments(MarketRuleSchema, location="query")
@blueprint.response(200, MarketDaySchema(many=True))
def preview(query: dict[str, Any]) -> list[MarketDay]:
    """The market days of the next month by a rule."""
    return markets.preview(session(), actor(), **query, now=now())


@blueprint.get("/<number:market_id>/days")
@blueprint.response(200, MarketDaySchema(many=True))
def days_of(market_id: int) -> list[MarketDay]:
    """The next days of a market."""
    market = markets.get_market(session(), actor(), market_id)
    return markets.preview(session(), actor(), market.calendar, market.digits, now=now())


@blueprint.delete("/<number:market_id>")
@blueprint.response(204)
def remove_market(market_id: int) -> None:
    """Forget when a market is held."""
    markets.remove_market(session(), actor(), market_id, now=now())
