"""What every transport of packages promises, and each of them against it."""
