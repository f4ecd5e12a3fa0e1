import { loadXmlParser } from './xml-parser.ts';

await loadXmlParser();
