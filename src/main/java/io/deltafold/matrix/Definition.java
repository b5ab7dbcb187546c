package io.deltafold.matrix;

/** A name and what it stands for. */
public record Definition(Symbol symbol, MatrixExpr value) {
    public String name() {
        return symbol.name();
    }
}
