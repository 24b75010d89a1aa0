"""« Je souhaite me faire connaître »: the request of step 1, page by page, and its follow-up."""
