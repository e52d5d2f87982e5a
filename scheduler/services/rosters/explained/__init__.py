"""Why a roster is as it is: who is on what and why, what stays open, what it costs."""
