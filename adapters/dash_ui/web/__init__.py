"""Between browser and pages: the document, what it loads, and the calls it makes."""
