/**
 * The look of the two pages, on paper and in the window: black on white, and legible in grey, where lightness, line and
 * number carry it.
 */
export const CLINIC_STYLE = `
*{box-sizing:border-box;margin:0}
.sheet{font:9.5pt/1.35 "Noto Sans","Liberation Sans",Arial,sans-serif;color:#111;background:#fff;print-color-adjust:exact;-webkit-print-color-adjust:exact;inline-size:186mm;block-size:252mm;margin-inline:auto;display:flex;flex-direction:column;gap:3.5mm;break-after:page;overflow:hidden}
.sheet:last-child{break-after:auto}
header{display:grid;grid-template-columns:auto 1fr;align-items:baseline;gap:0 6mm;border-bottom:1pt solid #111;padding-bottom:1.5mm}
h1{font-size:16pt}
h2{font-size:11pt;margin-bottom:1mm}
.who{justify-self:end;font-weight:600;font-size:11pt}
.blank{display:inline-block;min-inline-size:60mm;border-bottom:.5pt solid #111;color:#666;font-weight:400;font-size:8pt}
.when{grid-column:1/-1;color:#333}
.complete{font-size:12pt}
.hint,.goal,.bounds{color:#444;font-size:8pt}
.withheld{padding:3mm;border:.5pt solid #888}
table{inline-size:100%;border-collapse:collapse}
th,td{text-align:start;padding:.8mm 1.5mm;border-bottom:.25pt solid #bbb;font-variant-numeric:tabular-nums}
.ranges th{inline-size:30mm;white-space:nowrap}.ranges .bounds{inline-size:38mm}.ranges .share{inline-size:16mm;font-weight:600;text-align:end}.ranges .goal{inline-size:42mm}
.bar svg{display:block;inline-size:100%;block-size:4mm;background:#f1f1f1}
.bar .veryLow{fill:#111}.bar .low{fill:#555}.bar rect{stroke:#333;stroke-width:1;vector-effect:non-scaling-stroke}.bar .inRange{fill:#b5d9c6}.bar .high{fill:#a58a3d}.bar .veryHigh{fill:#7a5a12}
.numbers{display:grid;grid-template-columns:repeat(4,1fr);gap:3mm}
.numbers div{border:.5pt solid #999;padding:1.5mm 2mm}
.numbers dd:not(.goal){font-size:13pt;font-weight:600}
.daily-pattern{display:block;inline-size:100%;block-size:auto}
.daily-pattern text{font-size:11px;fill:#222}
.target-band{fill:#eef5f0}.band-outer{fill:#c9ced8}.band-inner{fill:#8d97ab}.median{fill:none;stroke:#000;stroke-width:2.5}
.limit path,.hour path{stroke:#ccc;stroke-width:.6}.target-end path{stroke:#2f6b4c;stroke-width:1.4;stroke-dasharray:5 2}.target-end text{font-weight:700}
.hatch{stroke:#999}.ends text{font-size:10px}
.days{display:grid;grid-template-columns:repeat(7,1fr);gap:2mm;margin-block-end:1.5mm}
.date{font-size:8pt}
.day-panel{display:block;inline-size:100%;outline:.4pt solid #999;outline-offset:-.4pt}.day-panel .ground{fill:#fff}.day-panel .line{fill:none;stroke:#000;stroke-width:1.3;stroke-linecap:round;stroke-linejoin:round}.day-panel .noon{stroke:#ccc;stroke-width:.5}
.original{color:#555}
footer{margin-block-start:auto;border-top:.5pt solid #111;padding-top:1.5mm;font-size:8pt;color:#222}
`;
