"""Settings of the test suite."""

from accrochage.portail.config.settings.base import *  # noqa: F403 - settings are a namespace
