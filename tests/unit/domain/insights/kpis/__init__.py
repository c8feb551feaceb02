"""The rules of the KPI catalogue on sheets made by hand."""
