package io.tandem.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all charts look: lines that can be told apart, also by readers who don't see all colours and on grey paper. */
final class ChartStyle {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;
    private static final float LINE = 2.2f;
    // Of Okabe and Ito's palette, without its yellow, which is too pale for lines; and three that differ from these.
    private static final int[] COLOURS = {
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x000000, 0xE69F00, 0x56B4E9, 0x882255, 0x999999, 0x8A6D3B
    };
    private static final float[][] DASHES = {null, {9, 5}, {2, 4}};
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP
    };

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private ChartStyle() {}

    static XYChart chart(final String title, final String across, final String up) {
        final XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        final XYStyler style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(new Color(0xDD, 0xDD, 0xDD));
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        style.setLegendPosition(LegendPosition.OutsideE);
        style.setLegendBorderColor(Color.WHITE);
        style.setYAxisLogarithmic(true);
        return chart;
    }

    /** Adds a line, with marks where its points are few. */
    static void line(final XYChart chart, final String name, final double[] x, final double[] y, final boolean marked) {
        final int number = chart.getSeriesCollection().size();
        final XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(new Color(COLOURS[number % COLOURS.length]));
        series.setMarkerColor(new Color(COLOURS[number % COLOURS.length]));
        series.setMarker(marked ? MARKERS[number % MARKERS.length] : SeriesMarkers.NONE);
        final float[] dash = DASHES[number / COLOURS.length % DASHES.length];
        series.setLineStyle(new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0));
    }

    static void save(final XYChart chart, final Path file) throws IOException {
        final Path whole = Path.of(file + ".new");
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = image.createGraphics();
        try {
            chart.paint(graphics, WIDTH, HEIGHT);
        } finally {
            graphics.dispose();
        }
        if (!ImageIO.write(image, "png", whole.toFile())) {
            throw new IOException("this JDK can't write PNG files");
        }
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
