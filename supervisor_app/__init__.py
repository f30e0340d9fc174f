"""Field supervision visits of the IMSS: cédulas, findings, informe, signed documents and delivery, offline."""

__version__ = "0.6.0"
