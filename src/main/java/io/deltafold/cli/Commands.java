package io.deltafold.cli;

import picocli.CommandLine;

/** Makes command objects that print to one console. */
final class Commands implements CommandLine.IFactory {
    private final Console console;

    Commands(Console console) {
        this.console = console;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == DeriveCommand.class) {
            return type.cast(new DeriveCommand(console));
        }
        if (type == ExplainCommand.class) {
            return type.cast(new ExplainCommand(console));
        }
        if (type == EqualCommand.class) {
            return type.cast(new EqualCommand(console));
        }
        if (type == SimplifyCommand.class) {
            return type.cast(new SimplifyCommand(console));
        }
        if (type == CheckCommand.class) {
            return type.cast(new CheckCommand(console));
        }
        if (type == BatchCommand.class) {
            return type.cast(new BatchCommand(console));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
