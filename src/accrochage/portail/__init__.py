"""The Django project: web pages, worker, database."""
