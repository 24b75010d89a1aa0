"""``python -m accrochage.portail …``: Django's management commands."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accrochage.portail.config.settings")
    execute_from_command_line(["accrochage serveur", *sys.argv[1:]])
