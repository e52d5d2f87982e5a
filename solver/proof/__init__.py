"""How good a roster can be at best: a bound by column generation over whole schedules, and its proof in integers."""
