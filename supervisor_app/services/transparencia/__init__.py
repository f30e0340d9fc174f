"""What is published of the commissions: the platform's columns, and the public versions of the informes."""
