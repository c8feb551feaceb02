"""Events of the calendar: what is planned and becomes of them, who answers, and who comes."""
