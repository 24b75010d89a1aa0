"""The account's own pages: the organisme, its members, the person."""
