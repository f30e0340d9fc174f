"""The cédula de supervisión as a model: definition, answers, session and result."""
