"""What the application is made of that others wrote: licences, known vulnerabilities, bill of materials.

For whoever builds it; nothing here is part of the application.
"""
