"""Search over rosters whose bookings are legal one by one: construction, annealing, exact neighbourhoods."""
