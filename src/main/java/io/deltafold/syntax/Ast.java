package io.deltafold.syntax;

import java.util.List;

/** An expression as it was written, before shapes are known. Chains of one operator are flat. */
public sealed interface Ast {
    /** Where it stands. */
    Span span();

    /** A decimal number. */
    record Number(String text, Span span) implements Ast {}

    /** A name. */
    record Name(String text, Span span) implements Ast {}

    /** A quoted text, such as the subscripts of einsum. */
    record Text(String text, Span span) implements Ast {}

    /** A sum; a term with a minus sign is a {@link Negate}. */
    record Sum(List<Ast> terms, Span span) implements Ast {
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /** The negative. */
    record Negate(Ast operand, Span span) implements Ast {}

    /** A chain of one product operator, left to right; a quotient has two operands. */
    record Product(Operator operator, List<Ast> operands, Span span) implements Ast {
        public Product {
            operands = List.copyOf(operands);
        }
    }

    /** A power. */
    record Power(boolean entrywise, Ast base, Ast exponent, Span span) implements Ast {}

    /** The transpose. */
    record Transpose(Ast operand, Span span) implements Ast {}

    /** The inverse, written with a superscript −1. */
    record Inverse(Ast operand, Span span) implements Ast {}

    /** Entries of a tensor: {@code X[i, j]}, {@code X[:, 2]}. */
    record Entry(Ast operand, List<Slot> slots, Span span) implements Ast {
        public Entry {
            slots = List.copyOf(slots);
        }
    }

    /** One subscript of an {@link Entry}. */
    sealed interface Slot {
        /** All entries along this axis. */
        record All() implements Slot {}

        /** One entry. */
        record One(Ast subscript) implements Slot {}

        /** The entries from one position to another, both included. */
        record Range(Ast from, Ast to) implements Slot {}
    }

    /** A function call. */
    record Call(String function, List<Ast> arguments, Span nameSpan, Span span) implements Ast {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** The product operators. */
    enum Operator {
        /** Entry by entry, or with a scalar. */
        HADAMARD("*"),
        /** Entry by entry, or by a scalar. */
        DIVIDE("/"),
        /** The matrix product. */
        MATMUL("@"),
        /** The Kronecker product. */
        KRONECKER("⊗"),
        /** {@code A \ b}: the solution x of A x = b. */
        SOLVE("\\");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** How it is written in the numpy dialect. */
        public String sign() {
            return sign;
        }
    }

    /** A statement of a program. */
    sealed interface Statement {
        Span span();

        /** {@code X, Y : R[m, n] symmetric}: a type without sizes is a scalar. */
        record Declaration(List<Name> names, List<Ast> sizes, List<Word> properties, Span span) implements Statement {
            public Declaration {
                names = List.copyOf(names);
                sizes = List.copyOf(sizes);
                properties = List.copyOf(properties);
            }
        }

        /** {@code A = Z @ W}. */
        record Definition(Name name, Ast value, Span span) implements Statement {}

        /** An expression alone. */
        record Bare(Ast value, Span span) implements Statement {}
    }

    /** A word such as a property. */
    record Word(String text, Span span) {}
}
