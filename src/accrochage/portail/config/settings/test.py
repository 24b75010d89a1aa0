"""Settings of the test suite: those of the portal, over the fixed environment of ``config.env.TESTS``."""

from accrochage.portail.config.settings.base import *  # noqa: F403 - settings are a namespace
