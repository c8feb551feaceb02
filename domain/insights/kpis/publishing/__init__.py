"""Published readings: what closed days, weeks and months said, as rows that are only ever added to."""
