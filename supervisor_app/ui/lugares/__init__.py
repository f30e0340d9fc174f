"""The places of the window beside the visit: Inicio, Buscar, Ajustes, keys."""
