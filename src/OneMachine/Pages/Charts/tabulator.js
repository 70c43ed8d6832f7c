// What of Tabulator the dashboard uses, and no more.
import { AccessorModule, DownloadModule, ExportModule, FilterModule, FormatModule, InteractionModule, ResizeTableModule, SortModule, Tabulator } from 'tabulator-tables';

Tabulator.registerModule([AccessorModule, DownloadModule, ExportModule, FilterModule, FormatModule, InteractionModule, ResizeTableModule, SortModule]);

export { Tabulator };
