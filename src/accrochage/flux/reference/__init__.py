"""Reference tables shipped with the format: communes and postal codes, past and present.

``tables()`` gives what the rules look codes up in; ``communes()`` gives each commune with its
history. ``python -m accrochage.flux.reference SOURCE.csv.gz`` makes the packaged file anew.
"""

from accrochage.flux.reference._communes import Commune, Tables, TypeCommune, communes, tables

__all__ = ["Commune", "Tables", "TypeCommune", "communes", "tables"]
