"""Files of the past and lines of other programs, brought through the front door."""
