"""What is true: frozen values and pure functions. No clock, disk, network, randomness or threads."""
