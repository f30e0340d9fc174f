"""The office: reads delivered packages, indexes them and answers what the Jefatura asks of all visits together."""
