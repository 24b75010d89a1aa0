"""All the themes together. The order matters to none of them."""

from accrochage.portail.config.settings.applications import *  # noqa: F403 - settings are a namespace
from accrochage.portail.config.settings.base_de_donnees import *  # noqa: F403 - same
from accrochage.portail.config.settings.comptes import *  # noqa: F403 - same
from accrochage.portail.config.settings.courriels import *  # noqa: F403 - same
from accrochage.portail.config.settings.depots import *  # noqa: F403 - same
from accrochage.portail.config.settings.environnement import *  # noqa: F403 - same
from accrochage.portail.config.settings.fichiers import *  # noqa: F403 - same
from accrochage.portail.config.settings.file_attente import *  # noqa: F403 - same
from accrochage.portail.config.settings.journaux import *  # noqa: F403 - same
from accrochage.portail.config.settings.openid import *  # noqa: F403 - same
from accrochage.portail.config.settings.securite import *  # noqa: F403 - same
from accrochage.portail.config.surete import refuser_si_dangereux

refuser_si_dangereux(globals())
