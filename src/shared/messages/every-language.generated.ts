// Written by `npm run messages`: whoever loads it can speak every language.
import en from './en.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import { learn } from './catalogue.ts';

learn('en', en);
learn('de', de);
