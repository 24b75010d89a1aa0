"""Giving, changing and revoking mandates: the same pages for a certificateur's administrator and an agent."""
