/*
 * What the bench compares the chart of a year with: uPlot, with a line and axes and nothing else, on the same readings. It
 * shows a day first, and then another chart of all, as ours does. The columns are made before the click, since every chart
 * must be given its data.
 */
import uPlot from 'uplot';
// @ts-expect-error -- a style has no types
import 'uplot/dist/uPlot.min.css';
import { denseHistory } from './fake-history.ts';

const { columns } = denseHistory(Number(new URLSearchParams(location.search).get('now')), 365);
const [seconds, values] = [Array.from(columns.at, (at) => at / 1000), Array.from(columns.mgdl)];

const place = document.querySelector<HTMLElement>('.bare')!;
const chartOf = (data: [number[], number[]], drawn: () => void): uPlot =>
  new uPlot(
    {
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      scales: { y: { range: [40, 400] } },
      hooks: { draw: [drawn] },
      series: [{}, { stroke: '#1b7a50', width: 1.5, points: { show: false } }],
    },
    data,
    place,
  );
const day = chartOf([seconds.slice(-1440), values.slice(-1440)], () => {});

document.querySelector('button')!.addEventListener('click', () => {
  day.destroy();
  chartOf([seconds, values], () => (document.body.dataset['drawn'] = 'yes'));
});
