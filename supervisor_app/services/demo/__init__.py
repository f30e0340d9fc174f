"""A fictitious visit, from its creation to its delivery: what it says (data) and the verbs that make it.

It signs with test e.firmas that only a data folder marked as fictitious ever trusts. It loads every library of the
application, so whoever offers it imports it when it is asked for; the name of its folder is here for who does not.
"""

from typing import Final

CARPETA_EFIRMA: Final = "efirma-de-prueba"
