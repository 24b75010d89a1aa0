"""Settings of the test suite: those of the portal, over the fixed environment of ``config.env.TESTS``."""

from accrochage.portail.config.settings.base import *  # noqa: F403 - settings are a namespace

# Tests without a database use the cache as well, and each starts with an empty one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
