"""The référentiel as France compétences publishes it: CSV set or XML, in a file, a folder or a zip."""

from accrochage.portail.referentiel.publication.importation import Bilan, importer
from accrochage.portail.referentiel.publication.lignes import PublicationRefusee
from accrochage.portail.referentiel.publication.sources import est_une_publication

__all__ = ["Bilan", "PublicationRefusee", "est_une_publication", "importer"]
