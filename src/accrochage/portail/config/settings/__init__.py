"""The settings."""

from accrochage.portail.config.settings.base import *  # noqa: F403 - settings are a namespace
