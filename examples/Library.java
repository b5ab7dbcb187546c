import io.deltafold.Deltafold;
import io.deltafold.Derivative;
import io.deltafold.Form;
import io.deltafold.Request;

/** The library's front door: parse a program, ask for derivatives, print them. */
public final class Library {
    private Library() {}

    public static void main(String[] arguments) {
        Deltafold model = Deltafold.parse("""
                X : R[m, n]
                w : R[n]
                y : R[m]
                f = sum(log(1 + exp(-y * (X @ w))))
                """);

        Derivative gradient = model.derivative("w");
        System.out.println(gradient.textEquation());
        System.out.println(gradient.latex());
        System.out.println(gradient.source().orElseThrow());
        System.out.println(
                "shape " + gradient.shape() + ", " + gradient.verification().how());

        Derivative jacobian = Deltafold.parse("x : R[n]; y = A @ x / norm2(x)")
                .derivative(Request.by("x").form(Form.JACOBIAN));
        System.out.println(jacobian.textEquation());
        System.out.println("conditions " + jacobian.conditions());
        System.out.println(jacobian.numpy().text());
    }
}
