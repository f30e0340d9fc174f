"""What is built around the application: locks, licences, known vulnerabilities, bill of materials."""
