"""How many officers where: the least that meets targets, a budget spread best."""
