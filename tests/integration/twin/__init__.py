"""The catalogue a second time: slowly, in plain Python, from the raw log and the sentences of the KPIs."""
