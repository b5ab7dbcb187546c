package io.deltafold;

import java.util.Optional;

/**
 * Which derivative.
 *
 * @param wrt the variable
 * @param form empty for the default: gradient of a scalar, otherwise vjp
 * @param upstream the name of the upstream gradient; empty for G in code and ∂L/∂A in formulas
 */
public record Request(String wrt, Optional<Form> form, SymmetricConvention symmetric, Optional<String> upstream) {
    /** The default derivative by a variable. */
    public static Request by(String wrt) {
        return new Request(wrt, Optional.empty(), SymmetricConvention.PROJECTED, Optional.empty());
    }

    public Request form(Form other) {
        return new Request(wrt, Optional.of(other), symmetric, upstream);
    }

    public Request symmetric(SymmetricConvention other) {
        return new Request(wrt, form, other, upstream);
    }

    public Request upstream(String name) {
        return new Request(wrt, form, symmetric, Optional.of(name));
    }
}
