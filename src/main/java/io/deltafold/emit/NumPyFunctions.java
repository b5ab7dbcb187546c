package io.deltafold.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entrywise functions in NumPy, and the local functions that a module brings along for those NumPy lacks. */
final class NumPyFunctions {
    private static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("exp", "np.exp(%s)"),
            Map.entry("expm1", "np.expm1(%s)"),
            Map.entry("log", "np.log(%s)"),
            Map.entry("log1p", "np.log1p(%s)"),
            Map.entry("cbrt", "np.cbrt(%s)"),
            Map.entry("abs", "np.abs(%s)"),
            Map.entry("sign", "np.sign(%s)"),
            Map.entry("sin", "np.sin(%s)"),
            Map.entry("cos", "np.cos(%s)"),
            Map.entry("tan", "np.tan(%s)"),
            Map.entry("asin", "np.arcsin(%s)"),
            Map.entry("acos", "np.arccos(%s)"),
            Map.entry("atan", "np.arctan(%s)"),
            Map.entry("sinh", "np.sinh(%s)"),
            Map.entry("cosh", "np.cosh(%s)"),
            Map.entry("tanh", "np.tanh(%s)"),
            Map.entry("softplus", "np.logaddexp(0, %s)"),
            Map.entry("relu", "np.maximum(%s, 0)"),
            Map.entry("step", "np.heaviside(%s, 0.0)"),
            Map.entry("max", "np.maximum(%s, %s)"),
            Map.entry("min", "np.minimum(%s, %s)"),
            Map.entry("pow", "np.power(%s, %s)"),
            Map.entry("sigmoid", "_sigmoid(%s)"),
            Map.entry("silu", "_silu(%s)"),
            Map.entry("leakyrelu", "_leakyrelu(%s)"),
            Map.entry("gelu", "_gelu(%s)"),
            Map.entry("erf", "_erf(%s)"));

    private static final Map<String, String> LOCAL = Map.ofEntries(
            Map.entry("_erf", "_erf = np.vectorize(math.erf, otypes=[float])\n"),
            Map.entry("_gelu", "def _gelu(x):\n    return 0.5 * x * (1 + _erf(x / np.sqrt(2)))\n"),
            Map.entry("_leakyrelu", "def _leakyrelu(x):\n    return np.where(x > 0, x, 0.01 * x)\n"),
            Map.entry("_sigmoid", "def _sigmoid(x):\n    return np.exp(-np.logaddexp(0, -x))\n"),
            Map.entry("_silu", "def _silu(x):\n    return x * _sigmoid(x)\n"),
            Map.entry("_softmax", """
            def _softmax(x, axis=None):
                e = np.exp(x - np.max(x, axis=axis, keepdims=True))
                return e / np.sum(e, axis=axis, keepdims=True)
            """),
            Map.entry("_adj", """
            def _adj(a):
                u, s, vt = np.linalg.svd(a)
                minors = np.array([np.prod(np.delete(s, i)) for i in range(len(s))])
                return np.linalg.det(u) * np.linalg.det(vt) * (vt.T * minors) @ u.T
            """),
            Map.entry("_polar", """
            def _polar(a):
                u, s, vt = np.linalg.svd(a, full_matrices=False)
                return u @ vt
            """),
            Map.entry("_expm", """
            def _expm(a):
                s = max(0, int(np.ceil(np.log2(max(np.linalg.norm(a, 1), 1e-300)))) + 6)
                small = a / 2.0**s
                term = total = np.eye(len(a))
                for k in range(1, 19):
                    term = term @ small / k
                    total = total + term
                for _ in range(s):
                    total = total @ total
                return total
            """),
            Map.entry("_dexpm", """
            def _dexpm(a, e):
                n = len(a)
                return _expm(np.block([[a, e], [np.zeros((n, n)), a]]))[:n, n:]
            """),
            Map.entry("_commutation", """
            def _commutation(m, n):
                return np.eye(m * n).reshape(m, n, m * n).transpose(1, 0, 2).reshape(m * n, m * n).T
            """));

    private static final Map<String, String> NEEDS = Map.of("_gelu", "_erf", "_silu", "_sigmoid", "_dexpm", "_expm");

    private final Set<String> used = new TreeSet<>();

    /** Names that a module may define or import. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(LOCAL.keySet());
        names.addAll(List.of("np", "math", "float"));
        return names;
    }

    /** A call of the entrywise function {@code name} of the language. */
    String call(String name, List<String> arguments) {
        String call = CALLS.get(name);
        if (call == null) {
            throw new NotEmittable(name + " is not a NumPy function");
        }
        if (call.startsWith("_")) {
            use(call.substring(0, call.indexOf('(')));
        }
        return String.format(call, arguments.toArray());
    }

    /** The name of a local function, which the module then defines. */
    String use(String local) {
        used.add(local);
        String needed = NEEDS.get(local);
        if (needed != null) {
            used.add(needed);
        }
        return local;
    }

    /** The import lines and local definitions in front of the function, each followed by two empty lines. */
    String preamble() {
        List<String> parts = new ArrayList<>();
        parts.add((used.contains("_erf") ? "import math\n\n" : "") + "import numpy as np\n");
        Map<String, String> definitions = new TreeMap<>(LOCAL);
        definitions.keySet().retainAll(used);
        parts.addAll(definitions.values());
        return String.join("\n\n", parts) + "\n\n";
    }
}
