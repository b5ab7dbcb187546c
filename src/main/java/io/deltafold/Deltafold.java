package io.deltafold;

import io.deltafold.explain.Explanation;
import io.deltafold.explain.Method;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.Program;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The front door: text in, verified derivatives out.
 *
 * <pre>{@code
 * Derivative d = Deltafold.parse("A = Z@W + B").derivative("W");
 * d.latex();   // Z^{\top} \frac{\partial L}{\partial A}
 * d.source();  // Z.T @ G
 * }</pre>
 *
 * <p>The stages: the text is parsed and shape-checked ({@code syntax}, {@code matrix}), expanded to index notation
 * ({@code index}), differentiated with Kronecker-delta rules ({@code diff}, {@code rules}), contracted and folded back
 * ({@code fold}), printed ({@code emit}) and verified ({@code verify}). Immutable and safe to share between threads.
 */
public final class Deltafold {
    private final Program program;

    private Deltafold(Program program) {
        this.program = program;
    }

    /**
     * Reads a program in the numpy dialect; its value is the last statement.
     *
     * @throws io.deltafold.syntax.InputError where the text is no well-shaped program
     */
    public static Deltafold parse(String text) {
        return parse(new Source("input", text), Dialect.NUMPY, Optional.empty());
    }

    /**
     * Reads a program.
     *
     * @param of the name of the value; empty for the last statement
     * @throws io.deltafold.syntax.InputError where the text is no well-shaped program
     */
    public static Deltafold parse(Source source, Dialect dialect, Optional<String> of) {
        return new Deltafold(Inference.program(source, dialect, of));
    }

    /** A program that was made by other means than reading a text. */
    public static Deltafold of(Program program) {
        return new Deltafold(program);
    }

    /**
     * Whether two expressions, or the values of two programs, are equal.
     *
     * @throws io.deltafold.syntax.InputError where a text is no well-shaped program
     */
    public static Comparison compare(Source left, Source right, Dialect dialect) {
        return Comparison.of(left, right, dialect);
    }

    /** The value in its shortest matrix form. */
    public Simplified simplified() {
        return Simplified.of(program);
    }

    /** The program as it was understood: variables with their shapes, definitions, assumptions. */
    public Program program() {
        return program;
    }

    /**
     * The gradient of a scalar value, or the vector-Jacobian product of any other.
     *
     * @throws io.deltafold.syntax.InputError where there is no such variable, or no such derivative
     */
    public Derivative derivative(String variable) {
        return derivative(Request.by(variable));
    }

    /**
     * The derivative that the request names, verified.
     *
     * @throws io.deltafold.syntax.InputError where there is no such variable, or no such derivative
     * @throws InternalError where the result failed its verification
     */
    public Derivative derivative(Request request) {
        return new Pipeline(program, List.of(request.wrt()), request).run().get(0);
    }

    /**
     * The derivatives by several variables, sharing what they have in common; the request's own variable is not used.
     * For a Hessian these are the mixed blocks ∂²f/∂x∂yᵀ, one for each ordered pair of different variables.
     *
     * @throws io.deltafold.syntax.InputError where there is no such variable, or no such derivative
     * @throws InternalError where a result failed its verification
     */
    public List<Derivative> derivatives(List<String> variables, Request request) {
        return new Pipeline(program, variables, request).run();
    }

    /**
     * The derivations of the derivatives by several variables, line by line, each line verified; the request's own
     * variable is not used.
     *
     * @param sizes for the method that writes entries out; two for a name that is not given
     * @throws io.deltafold.syntax.InputError where there is no such variable or derivative, or the method does not apply
     * @throws InternalError where a line is wrong
     */
    public List<Explanation> explain(
            List<String> variables, Request request, Method method, Map<String, Integer> sizes) {
        return new Walkthrough(program, variables, request, method, sizes).explain();
    }
}
