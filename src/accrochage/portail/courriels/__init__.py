"""The outbox: mails are rows first, sent by the queue, retried, and seen when they fail."""
