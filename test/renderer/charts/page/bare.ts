/*
 * What the bench compares the chart with: a line of Chart.js with its own decimation and nothing else, on the same
 * readings. It shows a day first, as the chart does. The points are made before the click, since every chart must be
 * given its data.
 */
import { Chart, Decimation, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import { denseHistory } from './fake-history.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Decimation);

const { columns } = denseHistory(Number(new URLSearchParams(location.search).get('now')));
const points = Array.from(columns.at, (x, i) => ({ x, y: columns.mgdl[i] ?? 0 }));

const chart = new Chart(document.querySelector('canvas')!, {
  type: 'line',
  data: {
    datasets: [{ data: points.slice(-1440), borderColor: '#1b7a50', borderWidth: 1.5, pointRadius: 0 }],
  },
  options: {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    indexAxis: 'x',
    scales: { x: { type: 'linear' }, y: { type: 'linear', min: 40, max: 400 } },
    plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
  },
});

document.querySelector('button')!.addEventListener('click', () => {
  chart.data.datasets[0]!.data = points;
  chart.update();
  document.body.dataset['drawn'] = 'yes';
});
