// What every start of Node costs: the yardstick.
