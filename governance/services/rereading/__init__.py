"""After an upgrade of the engine: current versions read anew, compared, and the new reading adopted by approval."""
