"""The programa de visitas over a data folder: written by the office, published, received, begun, and looked back on."""
