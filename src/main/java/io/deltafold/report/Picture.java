package io.deltafold.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A formula in LaTeX as a picture. Glyphs are drawn as outlines, so that it looks the same everywhere. */
public final class Picture {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final float POINTS = 20;
    private static final int MARGIN = 4;
    private static final int SCALE = 2;

    private Picture() {}

    /** A formula that the picture library cannot read. */
    public static final class Unreadable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Unreadable(String latex, RuntimeException cause) {
            super("the picture library cannot read " + latex, cause);
        }
    }

    private static TeXIcon icon(String latex) {
        try {
            TeXIcon icon = new TeXFormula(latex).new TeXIconBuilder()
                    .setStyle(TeXConstants.STYLE_DISPLAY)
                    .setSize(POINTS)
                    .build();
            icon.setInsets(new Insets(MARGIN, MARGIN, MARGIN, MARGIN));
            icon.setForeground(Color.BLACK);
            return icon;
        } catch (ParseException unknown) {
            throw new Unreadable(latex, unknown);
        } catch (RuntimeException broken) {
            // Half a formula makes the renderer fail in many ways of its own.
            throw new Unreadable(latex, broken);
        }
    }

    /** The formula as one svg element, with the LaTeX as its label. */
    public static String svg(String latex) {
        TeXIcon icon = icon(latex);
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            SVGGraphics2D graphics = new SVGGraphics2D(context, true);
            graphics.setSVGCanvasSize(new Dimension(icon.getIconWidth(), icon.getIconHeight()));
            icon.paintIcon(null, graphics, 0, 0);
            return text(cleaned(graphics.getRoot(), icon, latex));
        } catch (ParserConfigurationException | TransformerException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Without the fonts that outlines do not need, and without ids that could meet those of other pictures. */
    private static Element cleaned(Element root, TeXIcon icon, String latex) {
        clean(root);
        root.setAttribute("viewBox", "0 0 " + icon.getIconWidth() + " " + icon.getIconHeight());
        root.setAttribute("role", "img");
        root.setAttribute("aria-label", latex);
        return root;
    }

    private static void clean(Element element) {
        element.removeAttribute("style");
        element.removeAttribute("id");
        for (String name : new String[] {
            "font-family",
            "font-size",
            "font-style",
            "font-weight",
            "text-rendering",
            "image-rendering",
            "color-rendering",
            "color-interpolation",
            "shape-rendering",
            "fill-opacity",
            "stroke-opacity",
            "stroke-dasharray",
            "stroke-dashoffset",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-miterlimit",
            "stroke-width"
        }) {
            element.removeAttribute(name);
        }
        Node child = element.getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            boolean isEmptyDefs = child.getNodeName().equals("defs") && !child.hasChildNodes();
            if (child.getNodeType() == Node.COMMENT_NODE || isEmptyDefs) {
                element.removeChild(child);
            } else if (child instanceof Element inner) {
                clean(inner);
            }
            child = next;
        }
    }

    private static String text(Element root) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(root), new StreamResult(text));
        return text + "\n";
    }

    /** The formula as the bytes of a PNG file, black on white. */
    public static byte[] png(String latex) {
        TeXIcon icon = icon(latex);
        BufferedImage image = new BufferedImage(
                icon.getIconWidth() * SCALE, icon.getIconHeight() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        icon.paintIcon(null, graphics, 0, 0);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
