"""Calendars to subscribe to: what is in them, their bytes, who may have their address."""
