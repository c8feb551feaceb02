"""kpi and explain: what people read and what programs parse."""
