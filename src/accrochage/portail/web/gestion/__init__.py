"""The operator's side: organismes, their identifiers, the mails that did not leave."""
