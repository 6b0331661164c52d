// Draws the charts of a report. Each stands in the page as <canvas data-chart="number"> and in the JSON of #charts under that number;
// report/html/page.hpp says what the fields mean.
(function () {
    "use strict";
    const root = document.documentElement;
    const errors = [];
    window.addEventListener("error", (event) => {
        errors.push(event.message);
        root.dataset.errors = errors.join("; ");
    });

    const described = JSON.parse(document.getElementById("charts").textContent);
    const charts = [];
    const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();

    function seconds(value) {
        const whole = Math.round(value);
        const two = (n) => String(n).padStart(2, "0");
        if (whole < 60) return value.toFixed(value < 10 && value !== whole ? 1 : 0) + " s";
        if (whole < 3600) return Math.floor(whole / 60) + (whole % 60 ? ":" + two(whole % 60) : "") + " min";
        const minutes = Math.floor((whole % 3600) / 60);
        return Math.floor(whole / 3600) + (minutes ? ":" + two(minutes) : "") + " h";
    }
    // A number in the unit of its axis; "s" is a time.
    function text(value, unit) {
        if (value === null || value === undefined) return "-";
        if (unit === "s") return seconds(value);
        if (unit === "share") return (100 * value).toFixed(1) + " %";
        const size = Math.abs(value);
        const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
        return value.toLocaleString("en", { maximumFractionDigits: digits }).replaceAll(",", "\u202f") + (unit ? " " + unit : "");
    }

    function dataset(chart, series, i) {
        const ink = colour(series.colour || "c" + ((i % 7) + 1));
        const stacked = chart.kind === "area" || chart.kind === "stacked_bars";
        const bars = chart.kind === "columns" || chart.kind === "stacked_bars";
        const numbers = Array.isArray(chart.x);
        const points = (values) => (numbers && !bars ? values.map((y, k) => ({ x: (series.x || chart.x)[k], y })) : values);
        const base = {
            label: series.name,
            data: points(series.values),
            borderColor: ink,
            backgroundColor: bars || chart.kind === "area" ? ink : ink + "30",
            borderWidth: bars ? 0 : 2,
            showLine: !series.points,
            pointRadius: series.points ? 1.8 : chart.markers ? 4 : 0,
            pointBorderWidth: series.points ? 0 : 1,
            pointBackgroundColor: series.points ? ink + "99" : undefined,
            pointHitRadius: series.points ? 3 : 8,
            order: series.points ? 1 : 0,
            fill: stacked && !bars ? (i === 0 ? "origin" : "-1") : false,
            stack: stacked ? "all" : undefined,
            tension: 0,
        };
        if (!series.low) return [base];
        // The band of certainty: two lines without ink, filled between.
        const edge = (values, fill) => ({
            label: "", data: points(values), borderWidth: 0, pointRadius: 0, fill, backgroundColor: ink + "30", isBand: true,
        });
        return [edge(series.low, false), edge(series.high, "-1"), base];
    }

    function intervals(chart) {
        const series = chart.series[0];
        const inks = series.values.map((_, i) => colour(series.colours[i]));
        return [
            { type: "bar", label: "", data: series.low.map((low, i) => [low, series.high[i]]), backgroundColor: inks.map((c) => c + "55"), barThickness: 12, isBand: true },
            { type: "line", label: series.name, data: series.values, showLine: false, borderColor: inks, backgroundColor: inks, pointRadius: 5 },
        ];
    }

    function axis(title, unit, extra) {
        return Object.assign({
            title: { display: Boolean(title), text: title, color: colour("soft") },
            grid: { color: colour("line"), borderColor: colour("line") },
            ticks: { color: colour("soft"), maxRotation: 0, autoSkipPadding: 14, callback: undefined },
        }, extra);
    }

    function configuration(chart) {
        const across = chart.kind === "stacked_bars" || chart.kind === "intervals";
        const stacked = chart.kind === "area" || chart.kind === "stacked_bars";
        const bars = across || chart.kind === "columns";
        const numeric = Array.isArray(chart.x) && !bars;
        // Nothing but a change is ever below 0, though the band around it may be.
        const value = axis(chart.y_title, chart.y_unit, chart.kind === "intervals" ? {} : { stacked, min: 0 });
        value.ticks.callback = (v) => text(v, chart.y_unit);
        if (chart.y_unit === "s") {
            const most = Math.max(...chart.series.flatMap((s) => s.high || s.values));
            value.ticks.stepSize = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400].find((s) => most / s <= 6);
        }
        if (chart.y_max !== undefined) value.max = chart.y_max;
        const base = axis(chart.x_title, chart.x_unit, { stacked: chart.kind === "stacked_bars", type: numeric ? "linear" : "category" });
        if (numeric) {
            base.min = chart.x_unit === "s" ? 0 : chart.x[0];
            base.max = chart.x[chart.x.length - 1];
            base.ticks.callback = (v) => text(v, chart.x_unit);
            if (chart.x.every(Number.isInteger)) base.ticks.precision = 0;
            if (chart.x_unit === "s") {
                const step = [60, 300, 600, 1800, 3600, 7200, 14400].find((s) => base.max / s <= 10) || 86400;
                base.ticks.stepSize = step;
                base.max = step * Math.ceil(base.max / step - 0.05);
            }
        } else {
            delete base.ticks.callback;
            base.ticks.autoSkip = !across;
        }
        return {
            type: bars ? "bar" : "line",
            data: { labels: numeric ? undefined : chart.labels, datasets: chart.kind === "intervals" ? intervals(chart) : chart.series.flatMap((s, i) => dataset(chart, s, i)) },
            options: {
                animation: false,
                maintainAspectRatio: false,
                indexAxis: across ? "y" : "x",
                // Series with places of their own have no common index.
                interaction: chart.series.some((s) => s.x) ? { mode: "nearest", intersect: true } : { mode: "index", axis: across ? "y" : "x", intersect: false },
                scales: across ? { x: value, y: base } : { x: base, y: value },
                plugins: {
                    legend: {
                        display: chart.kind !== "intervals" && chart.series.length > 1,
                        labels: { color: colour("ink"), boxWidth: 12, filter: (item, data) => !data.datasets[item.datasetIndex].isBand },
                    },
                    tooltip: {
                        filter: (item) => !item.dataset.isBand,
                        callbacks: {
                            title: (items) => (items.length === 0 ? "" : numeric ? text(items[0].parsed.x, chart.x_unit) : items[0].label),
                            label: (item) => {
                                const own = chart.series.find((s) => s.name === item.dataset.label) || chart.series[0];
                                const range = own.low ? " (" + text(own.low[item.dataIndex], chart.y_unit) + " to " + text(own.high[item.dataIndex], chart.y_unit) + ")" : "";
                                return item.dataset.label + ": " + text(across ? item.parsed.x : item.parsed.y, chart.y_unit) + range;
                            },
                        },
                    },
                },
            },
        };
    }

    // A floor from above: what stands there in grey, the value of a cell as colour over it, on a scale of roots so that quiet cells show.
    function heat(canvas, map) {
        const box = canvas.parentElement.getBoundingClientRect();
        const size = Math.min(box.width / map.width, box.height / map.height);
        const ratio = window.devicePixelRatio || 1;
        canvas.style.width = size * map.width + "px";
        canvas.style.height = size * map.height + "px";
        canvas.width = Math.round(size * map.width * ratio);
        canvas.height = Math.round(size * map.height * ratio);
        const ctx = canvas.getContext("2d");
        const cell = size * ratio;
        const most = map.values.reduce((a, b) => Math.max(a, b), 1);
        const hot = colour("bad");
        const paint = (i, ink, alpha) => {
            ctx.fillStyle = ink;
            ctx.globalAlpha = alpha;
            // Whole pixels, so that cells meet without a seam.
            const column = i % map.width;
            const row = Math.floor(i / map.width);
            const left = Math.round(column * cell);
            const top = Math.round(row * cell);
            ctx.fillRect(left, top, Math.round((column + 1) * cell) - left, Math.round((row + 1) * cell) - top);
        };
        const stands = { S: [colour("c7"), 0.3], L: [colour("c3"), 0.35], C: [colour("c6"), 0.35], B: [colour("line"), 0.8], "#": [colour("soft"), 0.6] };
        for (let i = 0; i < map.values.length; ++i) {
            const under = stands[map.kinds[i]];
            if (under) paint(i, under[0], under[1]);
            if (map.values[i] > 0) paint(i, hot, 0.08 + 0.92 * Math.sqrt(map.values[i] / most));
        }
        canvas.onmousemove = (event) => {
            const column = Math.floor(event.offsetX / size);
            const row = Math.floor(event.offsetY / size);
            const value = map.values[row * map.width + column];
            canvas.title = value === undefined ? "" : "row " + row + ", column " + column + ": " + text(value, map.y_unit);
        };
        return { canvas, ctx, destroy() {} };
    }

    function draw() {
        charts.splice(0).forEach((chart) => chart.destroy());
        for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
            const chart = described[Number(canvas.dataset.chart)];
            charts.push(chart.kind === "heat" ? heat(canvas, chart) : new Chart(canvas, configuration(chart)));
        }
    }

    // Says in the page what was drawn: every canvas that has a pixel of ink.
    function tell() {
        const inked = charts.filter((chart) => {
            const { width, height } = chart.canvas;
            return width > 0 && height > 0 && chart.ctx.getImageData(0, 0, width, height).data.some((byte) => byte !== 0);
        });
        root.dataset.charts = inked.length + " of " + described.length;
    }

    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    draw();
    tell();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    window.addEventListener("beforeprint", draw);
    window.addEventListener("afterprint", draw);

    // Paper cannot be unfolded.
    window.addEventListener("beforeprint", () => {
        for (const folded of document.querySelectorAll("details")) folded.open = true;
    });

    for (const input of document.querySelectorAll("input.filter")) {
        const rows = document.querySelectorAll("#" + input.dataset.table + " tbody tr");
        input.addEventListener("input", () => {
            const words = input.value.toLowerCase().split(" ").filter(Boolean);
            for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
        });
    }
})();
